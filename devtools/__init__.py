"""What a checkout needs beside the application: message catalogs and checks. Not part of the wheel."""
