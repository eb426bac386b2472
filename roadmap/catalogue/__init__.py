"""Reference data of the field: threats, instruments, partners, resources, measures, indicators, countries."""
