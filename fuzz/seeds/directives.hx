#!/usr/bin/env haxe
#if (js && !(cpp || haxe_ver >= "4.2.0") || a.b == 1)
class A
#if debug extends B #end
{
    #if a var x = #if b 1 #elseif (c) 2 #else 3 #end; #else #error "no" #end
    function f(#if a a:Int #else a:Float #end) {
        #if !a { #end
        #if a "unclosed 'quote' in inactive #end /* x" #end
        return 1 #if a + 2 #end;
    }
}
#elseif target.utf16
#error
#else
#line 3
#unknown
#end
