"""The record: what patients and therapists tell, sign and keep of a course of visits."""
