"""Reading what stands in a file: cells from CSV and XLSX, and what one row of them says."""
