/* people.c: see people.h. */
#include "bench/people.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { GIVEN = 8, FAMILY = 16, COUNTRIES = 24, SIMPLE = 2 * GIVEN * GIVEN * FAMILY };

/* The language in which offices are called. */
enum tongue { EN, FR, ES, PT, TONGUES };

struct country {
    const char *name, *domain, *dial, *languages;
    enum tongue tongue;
    const char *women[GIVEN], *men[GIVEN], *family[FAMILY];
};

static const struct country countries[COUNTRIES] = {
    {"Kenya",
     "ke",
     "+254",
     "Swahili;English",
     EN,
     {"Wanjikũ", "Achieng", "Nafula", "Chebet", "Mwende", "Halima", "Kanini", "Naserian"},
     {"Kamau", "Otieno", "Wafula", "Kiprono", "Musyoka", "Abdi", "Karanja", "Lekishon"},
     {"Mwangi", "Odhiambo", "Barasa", "Koech", "Mutua", "Hassan", "Njoroge", "Ole Sankan", "Wanyama", "Cheruiyot",
      "Kilonzo", "Ochieng", "Gĩthĩnji", "Maina", "Rotich", "Nyambura"}},
    {"Senegal",
     "sn",
     "+221",
     "Wolof;Français",
     FR,
     {"Aïssatou", "Fatou", "Khady", "Mariama", "Ndèye", "Rokhaya", "Sokhna", "Yacine"},
     {"Mamadou", "Ousmane", "Cheikh", "Ibrahima", "Modou", "Abdoulaye", "Lamine", "Pape"},
     {"Diop", "Ndiaye", "Fall", "Sarr", "Guèye", "Seck", "Faye", "Ba", "Sow", "Cissé", "Mbaye", "Thiam", "Sène",
      "Diouf", "Kane", "Touré"}},
    {"Côte d'Ivoire",
     "ci",
     "+225",
     "Français;Dioula",
     FR,
     {"Adjoua", "Akissi", "Amenan", "Aya", "Bintou", "Mariam", "Rosalie", "Solange"},
     {"Koffi", "Kouamé", "Yao", "Konan", "Seydou", "Brahima", "Désiré", "Aimé"},
     {"Kouassi", "N'Guessan", "Koné", "Ouattara", "Brou", "Tanoh", "Gnagne", "Bédié", "Assi", "Coulibaly", "Zadi",
      "Kacou", "Diabaté", "Aké", "Loba", "Traoré"}},
    {"Rwanda",
     "rw",
     "+250",
     "Kinyarwanda;English;Français",
     EN,
     {"Uwase", "Mukamana", "Ingabire", "Umutoni", "Keza", "Iribagiza", "Mutesi", "Uwera"},
     {"Mugisha", "Habimana", "Niyonzima", "Ishimwe", "Kayitare", "Manzi", "Gatete", "Hakizimana"},
     {"Nkurunziza", "Uwimana", "Bizimana", "Mukandoli", "Rwigema", "Kagabo", "Twagirayezu", "Ndayisaba", "Gasana",
      "Munyaneza", "Rutagengwa", "Karangwa", "Sebahire", "Nsengimana", "Murenzi", "Byiringiro"}},
    {"Ghana",
     "gh",
     "+233",
     "English;Twi",
     EN,
     {"Akosua", "Abena", "Efua", "Esi", "Adwoa", "Ama", "Dzifa", "Naa"},
     {"Kwame", "Kofi", "Kwabena", "Yaw", "Selorm", "Nii", "Ekow", "Fiifi"},
     {"Mensah", "Owusu", "Boateng", "Asante", "Agyeman", "Quaye", "Amoah", "Tetteh", "Darko", "Ofori", "Appiah",
      "Lartey", "Nkrumah-Baah", "Sarpong", "Ansah", "Gyasi"}},
    {"Uganda",
     "ug",
     "+256",
     "English;Luganda",
     EN,
     {"Nakato", "Babirye", "Akello", "Atim", "Namukasa", "Kemigisha", "Nabirye", "Apio"},
     {"Wasswa", "Kato", "Okello", "Opio", "Mukasa", "Tumusiime", "Ssemakula", "Byaruhanga"},
     {"Nsubuga", "Kizza", "Ocen", "Odongo", "Lubega", "Muwonge", "Asiimwe", "Kiggundu", "Oryem", "Mugabi", "Ssali",
      "Katende", "Okot", "Nakimuli", "Bwire", "Turyasingura"}},
    {"Mozambique",
     "mz",
     "+258",
     "Português;Makhuwa",
     PT,
     {"Graça", "Conceição", "Lurdes", "Felismina", "Argentina", "Esperança", "Celeste", "Inês"},
     {"Armando", "Inácio", "Salomão", "Alberto", "Zacarias", "Amílcar", "Tomás", "Félix"},
     {"Macuácua", "Chissano", "Sitoe", "Mondlane", "Nhantumbo", "Matusse", "Cossa", "Langa", "Mabunda", "Tembe",
      "Muianga", "Zandamela", "Guambe", "Mucavele", "Simango", "Bila"}},
    {"Ethiopia",
     "et",
     "+251",
     "Amharic;English",
     EN,
     {"Almaz", "Tigist", "Hiwot", "Selam", "Meseret", "Bethlehem", "Genet", "Aster"},
     {"Abebe", "Tesfaye", "Dawit", "Yonas", "Bekele", "Getachew", "Haile", "Solomon"},
     {"Tadesse", "Gebremariam", "Alemu", "Wolde", "Mekonnen", "Desta", "Kebede", "Girma", "Assefa", "Negash", "Teferi",
      "Worku", "Lemma", "Abera", "Demissie", "Fikru"}},
    {"Tunisia",
     "tn",
     "+216",
     "العربية;Français",
     FR,
     {"Amel", "Sonia", "Leïla", "Rym", "Hédia", "Mouna", "Olfa", "Salma"},
     {"Mehdi", "Slim", "Hédi", "Karim", "Anis", "Moncef", "Nizar", "Walid"},
     {"Ben Salah", "Trabelsi", "Gharbi", "Jaziri", "Mabrouk", "Chebbi", "Bouazizi", "Hamdi", "Ayari", "Khelifi",
      "Sassi", "Ferchichi", "Dridi", "Zouari", "Mejri", "Kéfi"}},
    {"Jordan",
     "jo",
     "+962",
     "العربية;English",
     EN,
     {"Rania", "Dana", "Lina", "Hala", "Nour", "Reem", "Suha", "Abeer"},
     {"Omar", "Zaid", "Hussein", "Fadi", "Laith", "Samer", "Tareq", "Yazan"},
     {"Al-Khatib", "Haddad", "Al-Masri", "Obeidat", "Qasem", "Al-Zoubi", "Shawwa", "Tarawneh", "Nsour", "Rawashdeh",
      "Khasawneh", "Bataineh", "Majali", "Habashneh", "Dabbas", "Jaber"}},
    {"Peru",
     "pe",
     "+51",
     "Español;Quechua",
     ES,
     {"María José", "Milagros", "Rocío", "Yesenia", "Lucía", "Nélida", "Sumaq", "Flor"},
     {"José", "César", "Óscar", "Jesús", "Wilber", "Raúl", "Iván", "Andrés"},
     {"Quispe", "Mamani", "Huamán", "Chávez", "Ñahui", "Condori", "Ramírez", "Gutiérrez", "Yupanqui", "Núñez", "Flores",
      "Ccori", "Vásquez", "Ticona", "Salazar", "Peña"}},
    {"Colombia",
     "co",
     "+57",
     "Español",
     ES,
     {"Ángela", "Valentina", "Mónica", "Adriana", "Yolanda", "Inés", "Catalina", "Sofía"},
     {"Andrés", "Julián", "Germán", "Héctor", "Álvaro", "Fabián", "Mauricio", "Simón"},
     {"Rodríguez", "Gómez", "Martínez", "Muñoz", "Restrepo", "Ospina", "Cárdenas", "Rincón", "Londoño", "Suárez",
      "Zuluaga", "Bermúdez", "Ibáñez", "Mejía", "Patiño", "Vélez"}},
    {"Mexico",
     "mx",
     "+52",
     "Español;Náhuatl",
     ES,
     {"Guadalupe", "Xóchitl", "Ximena", "Beatriz", "Verónica", "Itzel", "Araceli", "Citlali"},
     {"Joaquín", "Ramón", "Cuauhtémoc", "Rubén", "Tomás", "Efraín", "Agustín", "Gerardo"},
     {"Hernández", "García", "López", "Pérez", "Sánchez", "Cruz", "Domínguez", "Vázquez", "Ortiz", "Jiménez", "Ríos",
      "Méndez", "Zúñiga", "Aguilar", "Tlapa", "Cordero"}},
    {"Brazil",
     "br",
     "+55",
     "Português",
     PT,
     {"Conceição", "Luíza", "Tânia", "Iracema", "Márcia", "Jussara", "Renata", "Antônia"},
     {"João", "Antônio", "Luís", "Flávio", "Cícero", "Sérgio", "Ubirajara", "Márcio"},
     {"Silva", "Souza", "Araújo", "Gonçalves", "Magalhães", "Guimarães", "Assunção", "Tavares", "Brandão", "Nóbrega",
      "Falcão", "Leite", "Galvão", "Peixoto", "Lacerda", "Simões"}},
    {"Viet Nam",
     "vn",
     "+84",
     "Tiếng Việt;English",
     EN,
     {"Thị Hồng", "Thu Hà", "Ngọc Ánh", "Mỹ Linh", "Thùy Dương", "Bích Ngọc", "Kim Oanh", "Phương"},
     {"Văn Đức", "Quốc Bảo", "Minh Tuấn", "Hữu Nghĩa", "Đình Khôi", "Thanh Sơn", "Việt Hùng", "Xuân Trường"},
     {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
      "Lý"}},
    {"Indonesia",
     "id",
     "+62",
     "Bahasa Indonesia",
     EN,
     {"Siti", "Dewi", "Wulandari", "Ratna", "Putri", "Ayu", "Kartika", "Sri"},
     {"Budi", "Agus", "Eko", "Dwi", "Bambang", "Rizky", "Wayan", "Teuku"},
     {"Santoso", "Wijaya", "Hidayat", "Siregar", "Nasution", "Pratama", "Gunawan", "Lestari", "Saputra", "Simanjuntak",
      "Kusuma", "Hutapea", "Suryadi", "Rahman", "Tanjung", "Widodo-Putra"}},
    {"Philippines",
     "ph",
     "+63",
     "Filipino;English",
     EN,
     {"Maricel", "Rosario", "Liezel", "Cristina", "Jocelyn", "Teresita", "Analyn", "Divina"},
     {"Rodel", "Ernesto", "Jun", "Benigno", "Arnel", "Dante", "Reynaldo", "Efren"},
     {"Dela Cruz", "Reyes", "Santos", "Bautista", "Ocampo", "Villanueva", "Magsaysay", "Dimaculangan", "Salonga",
      "Macaraeg", "Castañeda", "Lacson", "Pangilinan", "Tolentino", "Abad", "Peñaflor"}},
    {"Nepal",
     "np",
     "+977",
     "नेपाली;English",
     EN,
     {"सीता", "गीता", "अनिता", "सुनिता", "लक्ष्मी", "सरस्वती", "मनीषा", "प्रतिभा"},
     {"राम", "हरि", "सुरेश", "प्रकाश", "दीपक", "कृष्ण", "बिष्णु", "नवीन"},
     {"श्रेष्ठ", "गुरुङ", "तामाङ", "शर्मा", "अधिकारी", "थापा", "राई", "लिम्बू", "कार्की", "पौडेल", "भट्टराई", "महर्जन", "चौधरी",
      "खड्का", "बस्नेत", "मगर"}},
    {"Ukraine",
     "ua",
     "+380",
     "Українська;English",
     EN,
     {"Олена", "Наталія", "Оксана", "Ірина", "Тетяна", "Юлія", "Галина", "Софія"},
     {"Андрій", "Олександр", "Сергій", "Богдан", "Тарас", "Микола", "Юрій", "Василь"},
     {"Шевченко", "Коваленко", "Бондаренко", "Ткаченко", "Кравчук", "Мельник", "Лисенко", "Гнатюк", "Савчук", "Поліщук",
      "Дорошенко", "Романюк", "Козак", "Зінченко", "Їжакевич", "Ярошенко"}},
    {"Georgia",
     "ge",
     "+995",
     "ქართული;English",
     EN,
     {"ნინო", "თამარ", "მარიამ", "ეკატერინე", "ნათია", "სალომე", "ლელა", "მაია"},
     {"გიორგი", "დავით", "ლევან", "ირაკლი", "ზურაბ", "ვახტანგ", "ბექა", "თორნიკე"},
     {"ბერიძე", "კაპანაძე", "გელაშვილი", "მაისურაძე", "ლომიძე", "წიკლაური", "ხუციშვილი", "ჯაფარიძე", "კვარაცხელია",
      "მჭედლიშვილი", "დოლიძე", "შენგელია", "ნოზაძე", "აბაშიძე", "ჩხეიძე", "თევზაძე"}},
    {"Serbia",
     "rs",
     "+381",
     "Srpski;English",
     EN,
     {"Jelena", "Snežana", "Dragana", "Milica", "Ljiljana", "Vesna", "Đurđica", "Željka"},
     {"Nikola", "Miloš", "Đorđe", "Zoran", "Žarko", "Slobodan", "Uroš", "Vuk"},
     {"Jovanović", "Petrović", "Nikolić", "Marković", "Đorđević", "Stojanović", "Ilić", "Stanković", "Pavlović",
      "Milošević-Rakić", "Živković", "Šarić", "Čolić", "Kostić", "Ćirić", "Tošić"}},
    {"Poland",
     "pl",
     "+48",
     "Polski;English",
     EN,
     {"Agnieszka", "Małgorzata", "Elżbieta", "Zofia", "Bożena", "Grażyna", "Wiesława", "Łucja"},
     {"Paweł", "Łukasz", "Stanisław", "Michał", "Władysław", "Grzegorz", "Jędrzej", "Mieczysław"},
     {"Nowak", "Wiśniewski", "Wójcik", "Kowalczyk", "Zieliński", "Szymański", "Woźniak", "Dąbrowski", "Kozłowski",
      "Jabłoński", "Król", "Wróbel", "Świątek", "Źrebiec", "Żak", "Gałązka"}},
    {"Türkiye",
     "tr",
     "+90",
     "Türkçe;English",
     EN,
     {"Ayşe", "Gülşen", "Özlem", "Çiğdem", "Şule", "İpek", "Zübeyde", "Yağmur"},
     {"Mehmet", "Oğuz", "Ümit", "İsmail", "Çağlar", "Şükrü", "Gökhan", "Yiğit"},
     {"Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Yıldız", "Öztürk", "Aydın", "Özdemir", "Arslan", "Doğan", "Kılıç",
      "Çetin", "Koç", "Güneş", "Işık"}},
    {"Lithuania",
     "lt",
     "+370",
     "Lietuvių;English",
     EN,
     {"Rūta", "Eglė", "Daiva", "Jūratė", "Živilė", "Aušra", "Ieva", "Gintarė"},
     {"Jonas", "Vytautas", "Gediminas", "Žygimantas", "Šarūnas", "Mindaugas", "Linas", "Ąžuolas"},
     {"Kazlauskas", "Petrauskas", "Jankauskas", "Žukauskas", "Butkus", "Paulauskas", "Urbonas", "Kavaliauskas",
      "Navickas", "Ramanauskas", "Šimkus", "Čepaitis", "Grigas", "Balčiūnas", "Vaitkus", "Mažeika"}},
};

/* Offices and posts, in the language they are called in there. */
static const char *const organisations[TONGUES][8] = {
    {"Ministry of Finance", "Ministry of Local Government", "Office of the Auditor General", "Revenue Authority",
     "Public Service Commission", "County Treasury", "Ministry of Health, Planning Unit", "National Statistics Office"},
    {"Ministère des Finances", "Direction générale du Budget", "Cour des comptes", "Direction des impôts",
     "Ministère de la Fonction publique", "Agence de décentralisation", "Ministère de la Santé, Planification",
     "Trésor public"},
    {"Ministerio de Hacienda", "Contraloría General", "Secretaría de Planeación", "Gobierno Regional",
     "Superintendencia de Tributación", "Municipalidad Provincial", "Ministerio de Salud, Presupuesto",
     "Autoridad del Servicio Civil"},
    {"Ministério das Finanças", "Tribunal de Contas", "Secretaria de Gestão", "Autoridade Tributária",
     "Ministério da Administração Estatal", "Prefeitura Municipal", "Ministério da Saúde, Planificação",
     "Direcção Nacional do Tesouro"},
};

static const char *const levels[] = {"officer", "manager", "director", "head", "political"};

static const char *const titles[TONGUES][5] = {
    {"Senior Budget Officer", "Head of Revenue Section", "Director of Planning", "Permanent Secretary",
     "County Executive Member"},
    {"Chargée d'études", "Chef de service", "Directeur de la planification", "Secrétaire général", "Maire adjoint"},
    {"Analista de presupuesto", "Jefa de unidad", "Director de planificación", "Gerente general", "Regidora"},
    {"Técnico superior", "Chefe de repartição", "Diretora de planificação", "Secretário permanente", "Vereadora"},
};

static const char *const functions[] = {
    "Prepares the yearly ceilings and defends them before the assembly",
    "Runs the market and licence collections in four towns",
    "Signs off purchases, and answers for them to the auditors",
    "Keeps the staff list and the payroll in step",
    "Decides which clinics get staff first; no say over buildings",
    "Chairs the hearings where residents comment on plans",
};

static const char *const professions[] = {"Economist", "Accountant", "Lawyer",       "Engineer",
                                          "Teacher",   "Nurse",      "Statistician", "Public administrator"};

static const char *const themes[] = {
    "Own revenue",       "Cash forecasting", "Hiring on merit",    "Payroll control",
    "Buying on time",    "Asset registers",  "Answering auditors", "Budget hearings",
    "Programme budgets", "Clinic supplies",  "Land records",       "Complaints desk",
    "Data from wards",   "Grants to towns",  "Handover of tasks",  "Trust with staff",
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Spreads neighbouring numbers (splitmix64's finisher). */
static uint64_t spread(uint64_t z)
{
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* The j-th name of a country: every one of the SIMPLE names once, in a mixed order (the step has no factor 2, SIMPLE
 * no other), then again with a second family name. */
static void name_make(struct person *p, const struct country *c, unsigned long j)
{
    unsigned long k =
        (j * 1237 + (unsigned long)(c - countries) * 77) % SIMPLE; /* not the same place in each country */
    unsigned long again = j / SIMPLE;
    const char *const *given = k % 2 ? c->men : c->women;
    unsigned long first = k / 2 % GIVEN, second = k / 2 / GIVEN % GIVEN, family = k / 2 / GIVEN / GIVEN;
    p->sex = k % 2 ? "male" : "female";
    snprintf(p->given, sizeof p->given, "%s%s%s", given[first], first == second ? "" : " ",
             first == second ? "" : given[second]);
    snprintf(p->family, sizeof p->family, "%s%s%s", c->family[family], again ? "-" : "",
             again ? c->family[again % FAMILY] : "");
}

static void pick(const char *two[2], uint64_t r)
{
    two[0] = themes[r % COUNT(themes)];
    two[1] = themes[(r >> 8) % COUNT(themes)];
    if (two[1] == two[0] || (r >> 16) % 3 == 0)
        two[1] = NULL;
}

void person_make(struct person *p, unsigned long i)
{
    uint64_t r = spread(i);
    const struct country *c = &countries[i % COUNTRIES];
    unsigned level = (unsigned)(r % 100);
    level = level < 45 ? 0 : level < 75 ? 1 : level < 90 ? 2 : level < 96 ? 3 : 4;
    name_make(p, c, i / COUNTRIES);
    p->country = c->name;
    p->languages = c->languages;
    p->domain = c->domain;
    snprintf(p->phone, sizeof p->phone, "%s 555 %06lu", c->dial, i % 1000000);
    snprintf(p->organisation, sizeof p->organisation, "%s (%s)", organisations[c->tongue][(r >> 8) % 8], c->name);
    p->position_title = titles[c->tongue][level];
    p->position_level = levels[level];
    p->local_function = functions[(r >> 16) % COUNT(functions)];
    p->profession = professions[(r >> 24) % COUNT(professions)];
    p->years = 1 + (int)((r >> 32) % 34);
    pick(p->challenges, spread(r));
    pick(p->offers, spread(r + 1));
    pick(p->seeks, spread(r + 2));
}
