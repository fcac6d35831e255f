"""What every page shares: guards, forms, answers, headers, errors, logs."""
