-- A citizen asks by the code alone, written as on the receipt or as the phone wrote it: only its letters and digits are compared. The sort key
-- begins with the agency, so without an index every code would be read; a Bloom filter over those letters lets nearly all blocks be skipped.
ALTER TABLE dossiers ADD INDEX IF NOT EXISTS code_letters upperUTF8(replaceRegexpAll(code, '[^\\pL\\pN]', '')) TYPE bloom_filter(0.01) GRANULARITY 1;

ALTER TABLE dossiers MATERIALIZE INDEX code_letters;
