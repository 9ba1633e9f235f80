"""Common first names in Denmark, by which a column of names is known; never kept with anything. Pure."""

_NAMES = """
adam adrian agnes aisha albert alberte alex alexander alfred ali alma amalie amanda amina amir anders andrea
andreas ane anita anja ann anna anne annette anni anton arne arthur asger asta astrid august axel benjamin benny
bent bente berit birgit birgitte birthe bjarne bjørn bo bodil brian britta camilla carina carl carla caroline
casper cecilie charlotte christian christina christine christoffer clara claus conrad daniel david dennis ditte
dorte dorthe ebbe edith ejner elias elin elisabeth ella ellen elliot else emil emilie emily emma erik ernst
esben ester esther eva eyvind fatima fatma felix fie filip finn flemming frank frederik frederikke freja freya
frida gabriel georg gerda gitte grethe gunnar gustav hanna hannah hanne hans hassan heidi helena helene helle
henning henriette henrik henry herman holger hugo ibrahim ida inge inger ingrid irene iris isabel isabella isak
ivan jacob jakob jan jane janne jannik jasmin jens jeppe jesper jette jim joachim joan johan johanna johanne
johannes john johnny jonas jonathan josefine julie julius jytte jørgen jørn kaj karen karin karina karl karla
karoline kasper kathrine katrine kenneth kent kevin kim kirsten kirstine kjeld klara klaus knud kristian
kristina kristine kristoffer kurt lars lasse laura laurits lauritz lea leif lena lene leo leonora lily lina
linda line lis lisa lisbeth liv liva lizzie lone louise luca lucas lukas luna lykke lærke mads magnus maja
malene malik malou malte marcus maria mariam marianne marie marius markus martha martin mathias mathilde matilde
mattias max maya merete mette mia michael mikael mike mikkel mille miriam mogens mohamad mohamed mohammad
mohammed morten muhammad mustafa nadia nanna natasja nicklas nicolai nicoline niels nikolaj nina noah nora ole
olga oliver olivia omar oscar oskar otto palle patrick paul peder per pernille peter philip pia poul preben
rasmus rikke rita robert rosa ruben rune ruth sabrina samuel sandra sara sarah sebastian selma signe sigrid
sille simon simone sine sofia sofie solveig sonja sophia sophie steen steffen sten stig stine storm sune susanne
svend sylvester søren tanja thea theo theodor thomas thor thorkild tilde tim tina tine tobias tom tommy torben
tove trine troels uffe ulla ulrik valdemar vera verner vibeke victor victoria vigga viggo viktor vilhelm villads
vilma william winnie xander yasmin yusuf zahra zainab åge åse
"""

FIRST_NAMES = frozenset(_NAMES.split())
