"""What becomes of personal data: how long they are kept, who may take them along or have them erased, who stands in the public list."""
