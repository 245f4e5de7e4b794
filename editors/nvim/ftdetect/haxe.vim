au BufRead,BufNewFile *.hx setfiletype haxe
au BufRead,BufNewFile *.hxml setfiletype hxml
