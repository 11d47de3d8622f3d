-- What everybody is shown of a figure: `hidden` is 'all' where it is withheld (too small, or another too small one could be found by it),
-- 'coverage' where only its coverage would give a withheld count away; `held` is the figure of the edition before, where a revision moves it by
-- so little that it says what a few did. `squares` and `histogram` (JSON) are the sums that a value and its interval are recomputed from.
ALTER TABLE edition_figures ADD COLUMN IF NOT EXISTS hidden LowCardinality(String);

ALTER TABLE edition_figures ADD COLUMN IF NOT EXISTS held String;

ALTER TABLE edition_figures ADD COLUMN IF NOT EXISTS squares Nullable(Float64);

ALTER TABLE edition_figures ADD COLUMN IF NOT EXISTS histogram String;
