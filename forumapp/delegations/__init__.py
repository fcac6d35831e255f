"""Delegations: a country or an institution with a quota, a head with a secret link, and members who are registrations."""
