/* ordinary.c: see ordinary.h. Both lists are sorted. */
#include "model/ordinary.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char *const words[] = {
    "able", "abril", "agosto", "al", "alba", "alegria", "am", "amado", "amber", "ami", "amor", "an", "angel",
    "angela", "angeles", "aout", "april", "art", "as", "at", "august", "avril", "baker", "banks", "be", "beau",
    "bell", "belle", "berger", "best", "bill", "bird", "bishop", "black", "blanc", "blanco", "bois", "bold", "bon",
    "bond", "bonne", "book", "boucher", "boulanger", "bravo", "bridge", "bright", "brook", "brown", "bueno",
    "burns", "bush", "butler", "by", "cadet", "calvo", "campo", "campos", "cape", "care", "casa", "case", "cash",
    "castillo", "castle", "chance", "charity", "chase", "chef", "child", "church", "clair", "claire", "clay",
    "clear", "cliff", "close", "cole", "con", "constant", "cook", "cool", "cooper", "corona", "cortes", "court",
    "craft", "cross", "crown", "cruz", "da", "dale", "dawn", "day", "de", "dean", "dear", "del", "delgado",
    "desire", "dieu", "do", "dolores", "drew", "du", "duke", "earl", "early", "east", "el", "en", "enero",
    "esperanza", "est", "et", "fair", "faith", "fe", "february", "feliz", "fidele", "field", "fish", "fisher",
    "flor", "flores", "flower", "fontaine", "ford", "forest", "fort", "fox", "franc", "france", "frank", "free",
    "french", "friend", "frost", "fuente", "fuentes", "garde", "gene", "gentil", "go", "gold", "good", "grace",
    "gracia", "grand", "grant", "gray", "great", "green", "grey", "gros", "guerra", "guerrero", "guy", "hall",
    "hand", "hardy", "harmony", "harper", "he", "heart", "heath", "heaven", "hermoso", "heureux", "hill", "holiday",
    "holly", "honest", "hope", "house", "hunt", "hunter", "if", "iglesia", "il", "in", "innocent", "iris", "is",
    "it", "ivy", "jack", "january", "jay", "jean", "jewel", "joy", "judge", "juillet", "juin", "julio", "july",
    "june", "junio", "just", "juste", "justice", "justo", "key", "kind", "king", "knight", "la", "lake", "land",
    "lane", "las", "last", "law", "le", "leader", "leal", "lebon", "legrand", "lemaire", "leon", "leroi", "les",
    "light", "lily", "little", "lo", "long", "lord", "los", "love", "low", "lucide", "lucky", "luna", "luz", "ma",
    "mai", "maire", "major", "mar", "march", "marin", "mark", "marks", "mars", "marshal", "martial", "martin",
    "mason", "master", "may", "mayo", "me", "mercedes", "mercier", "mercy", "meunier", "milagros", "miles", "mill",
    "miller", "minister", "modeste", "mon", "montes", "moon", "moore", "mora", "more", "moreno", "moulin", "my",
    "new", "nieves", "no", "noble", "noir", "north", "novo", "oak", "october", "octobre", "of", "olive", "on", "or",
    "order", "page", "par", "parfait", "park", "parks", "pas", "pastor", "patience", "patient", "paz", "peace",
    "pearl", "penny", "petit", "pierce", "pierre", "pilar", "place", "placide", "plaza", "pleasant", "poivre",
    "pont", "poor", "pope", "por", "porte", "porter", "potter", "pour", "power", "prado", "precious", "price",
    "pride", "prince", "prosper", "prudence", "prudent", "puente", "que", "queen", "qui", "rain", "ray", "read",
    "reed", "rey", "reyes", "rice", "rich", "riche", "rico", "rio", "rios", "river", "rivers", "robin", "rock",
    "roi", "rojo", "rosa", "rose", "rosy", "roux", "roy", "rubio", "ruby", "rush", "sa", "sage", "saint", "salt",
    "sand", "sandy", "santo", "savage", "se", "sea", "serein", "serrano", "sharp", "shine", "short", "si", "sierra",
    "silver", "simple", "singer", "small", "smart", "snow", "so", "sol", "soledad", "soleil", "son", "south",
    "spring", "star", "steel", "sterling", "stern", "stone", "story", "strange", "strong", "su", "summer", "sun",
    "swift", "sylvestre", "te", "temple", "tiny", "tissier", "to", "torre", "torres", "town", "trinity", "true",
    "tu", "turner", "un", "una", "une", "uno", "up", "us", "valle", "vega", "vera", "verde", "vert", "victor",
    "victory", "vidal", "vigne", "ville", "vino", "violet", "virtue", "vital", "viva", "vrai", "wade", "walker",
    "wall", "ward", "water", "way", "we", "weaver", "wells", "west", "white", "will", "winter", "wisdom", "wise",
    "wish", "wood", "woods", "word", "worth", "wright", "y", "young", "younger",
};
static const char *const months[] = {
    "abril", "agosto", "aout", "april", "august", "avril", "enero", "february", "january", "juillet", "juin",
    "julio", "july", "june", "junio", "mai", "march", "mars", "may", "mayo", "october", "octobre",
};
/* clang-format on */

static int compare(const void *key, const void *word)
{
    return strcmp(key, *(const char *const *)word);
}

bool ordinary_word(const char *folded)
{
    return bsearch(folded, words, sizeof words / sizeof *words, sizeof *words, compare) != NULL;
}

bool ordinary_month(const char *folded)
{
    return bsearch(folded, months, sizeof months / sizeof *months, sizeof *months, compare) != NULL;
}
