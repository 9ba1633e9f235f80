"""The ways Danes write a date and a time, and the ways they type a date beside those Django knows."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = r"j. F Y \k\l. H.i"
SHORT_DATE_FORMAT = "d.m.Y"
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%d/%m-%Y", "%d.%m.%y", "%Y-%m-%d"]
