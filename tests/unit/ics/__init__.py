"""Tests of the calendar writer."""
