package haxe.extern;

/** Old name of `haxe.Rest`, for extern methods. **/
typedef Rest<T> = haxe.Rest<T>;
