"""Networks to hold proofs against: small random ones, and violations planted in sound fleets."""
