"""How allauth behaves in this house: nobody signs up, limits live in PostgreSQL, its mails leave as letters."""
