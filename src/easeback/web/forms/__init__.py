"""Documents of the record as forms: the same fields for the person and for the therapist."""
