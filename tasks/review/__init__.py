"""What a person is shown of an issue: its ledger put together, its pages drawn."""
