#include "service/demo/children.hpp"

#include <array>
#include <string_view>

namespace clockstart::service::demo {

namespace {

constexpr auto given_names = std::to_array<std::string_view>(
    {"Aaliyah",  "Abdullah", "Ada",     "Adebayo", "Agnieszka",  "Aisha",      "Alfie",    "Amara",   "Amélie",
     "Ananya",   "Archie",   "Arjun",   "Arlo",    "Asha",       "Ayşe",       "Bartosz",  "Beatrix", "Björn",
     "Bronwen",  "Callum",   "Caoimhe", "Chidi",   "Chloë",      "Daisy",      "Daniyar",  "Dilys",   "Dong-hyun",
     "Eilidh",   "Elodie",   "Emeka",   "Esmé",    "Farah",      "Finlay",     "Florence", "Freya",   "Gethin",
     "Grace",    "Hamza",    "Hana",    "Harriet", "Ibrahim",    "Imogen",     "Iris",     "Isla",    "Jakub",
     "Jasper",   "Jean-Luc", "José",    "Jun",     "Kacper",     "Kai",        "Kofi",     "Layla",   "Leo",
     "Lily-Mae", "Łucja",    "Luca",    "Maeve",   "Małgorzata", "Matteo",     "Mei",      "Mía",     "Mohammed",
     "Nadia",    "Ngozi",    "Niamh",   "Noah",    "Nikola",     "Olivia",     "Oskar",    "Otis",    "Penelope",
     "Priya",    "Quinn",    "Rafael",  "Renée",   "Ritika",     "Rowan",      "Ruby",     "Saoirse", "Seren",
     "Siân",     "Søren",    "Stanley", "Sunita",  "Tadhg",      "Temperance", "Theo",     "Thuỳ",    "Tomás",
     "Uzma",     "Viktória", "Wilfred", "Xanthe",  "Yusuf",      "Zainab",     "Zoë",      "Zuzanna"});

constexpr auto family_names = std::to_array<std::string_view>(
    {"Abara",       "Achterberg",  "Adeyemi",      "Ahmed",      "Alderton",      "Amankwah",
     "Ó Briain",    "Barleycroft", "Bąk",          "Begum",      "Bellweather",   "Blackmore",
     "Brăiloiu",    "Brightling",  "Byrne",        "Carrington", "Castellanos",   "Çelik",
     "Chatterjee",  "Chukwu",      "Clearwater",   "Colebrook",  "Cortés",        "D'Angelo",
     "D'Souza",     "Dąbrowska",   "Das",          "de la Cruz", "Dimitrov",      "Dragić",
     "Dunmow",      "Ekwueme",     "El-Sayed",     "Eriksson",   "Fairweather",   "Farooqi",
     "Fenwick",     "Fernández",   "Fitzwarren",   "Gallagher",  "Ghosh",         "Göransson",
     "Greenhithe",  "Gwynne",      "Hadžić",       "Halloran",   "Hartnoll",      "Hassan",
     "Hawksworth",  "Hernández",   "Hussain",      "Ivanova",    "Jansen-Brook",  "Jiménez",
     "Kapoor",      "Kaur",        "Kiernan",      "Kowalczyk",  "Kürşat",        "Lambourne",
     "Larkspur",    "Lê",          "Lindqvist",    "Llewellyn",  "MacAulay",      "Mahlangu",
     "Marchetti",   "Mbeki-Rowe",  "McAllister",   "Mensah",     "Mistry",        "Moorhouse",
     "Müller",      "N'Diaye",     "Nakamura",     "Nguyễn",     "Njoroge",       "Nowak",
     "O'Connell",   "O'Neill",     "Oakenshaw",    "Okafor",     "Okonkwo-Price", "Owusu",
     "Özdemir",     "Papadakis",   "Patel",        "Pemberton",  "Petrović",      "Pham",
     "Quartermain", "Rahman",      "Ravenscroft",  "Rhys-Evans", "Rosé",          "Sandringham",
     "Santos",      "Shah",        "Silverstone",  "Singh",      "Smith-Okafor",  "Šimková",
     "St Clair",    "Stępień",     "Sørensen",     "Tamworth",   "Thistlewood",   "Thornycroft",
     "Tran",        "Underhill",   "van der Meer", "Vaughan",    "Venkataraman",  "Wanjiru",
     "Whitlock",    "Wiśniewska",  "Wójcik",       "Wrenfield",  "Yıldız",        "Yeboah",
     "Youngblood",  "Zhāng",       "Žukauskas"});

} // namespace

std::string draw_given_name(chance& luck) { return std::string{luck.one_of(given_names)}; }
std::string draw_family_name(chance& luck) { return std::string{luck.one_of(family_names)}; }

} // namespace clockstart::service::demo
