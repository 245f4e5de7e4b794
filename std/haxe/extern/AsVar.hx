package haxe.extern;

/** An argument of this type is put into a variable before an inline method sees it. **/
typedef AsVar<T> = T;
