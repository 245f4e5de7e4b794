package haxe.rtti;

import haxe.rtti.CType;

/** Descriptions of classes marked `@:rtti`, and of those that extend one. **/
class Rtti {
	/** What is known of `c`. Throws when it has no description. **/
	static public function getRtti<T>(c:Class<T>):Classdef {
		final text = description(c);
		if (text == null)
			throw 'Class ${Type.getClassName(c)} has no RTTI information, consider adding @:rtti';
		return switch new XmlParser().processElement(Xml.parse(text).firstElement()) {
			case TClassdecl(c): c;
			case t: throw 'Enum mismatch: expected TClassDecl but found $t';
		}
	}

	/** Whether `c` has a description. **/
	static public function hasRtti<T>(c:Class<T>):Bool
		return description(c) != null;

	static function description(c:Dynamic):Null<String> {
		final meta:Dynamic = rayzor.rt.Reflection.meta(c);
		return meta == null ? null : meta.rtti;
	}
}
