package shop;

/** Something that can be bought. **/
enum Item {
	Book(title:String, price:Float);
	Coffee(price:Float);
}
