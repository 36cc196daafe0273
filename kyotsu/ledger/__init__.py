"""The information-system ledger (情報システム台帳), from the files that deploy the platform."""
