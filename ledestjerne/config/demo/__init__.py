"""The demo: a made-up school with a year of lessons, its own figures, two plans and one edition."""
