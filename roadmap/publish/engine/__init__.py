"""What our PDF engine does that WeasyPrint as shipped does not: repairs for conformance, caches for speed."""
