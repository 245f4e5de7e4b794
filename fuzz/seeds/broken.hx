class A {
    function a( {
    var b = ;
    function c() { a. }
    function d() { foo(1, }
    function e() { switch x { case
    function f() { if (a
    public var g:Array<
    function h() { 'a ${b "c
    }
class
enum E { A(; B }
abstract (Int
typedef = {a:, ?b
@:m(
#if (a
