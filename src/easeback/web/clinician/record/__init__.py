"""The record for staff: a patient's page, what is written at a visit, and who may read it."""
