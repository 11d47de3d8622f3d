-- A finding is made of all ratings. Beside it stands what the validated ones alone would say (without those that are odd), so that nobody is judged
-- by somebody's game with the tablet unseen: what is left of the finding's window, and whether it is flagged. `validated` is 0 where nothing was left out in the whole country, and in weeks judged before this.
ALTER TABLE counter_findings ADD COLUMN IF NOT EXISTS validated UInt8;

ALTER TABLE counter_findings ADD COLUMN IF NOT EXISTS validated_n UInt32;

ALTER TABLE counter_findings ADD COLUMN IF NOT EXISTS validated_observed Float64;

ALTER TABLE counter_findings ADD COLUMN IF NOT EXISTS validated_level UInt8;

ALTER TABLE counter_findings ADD COLUMN IF NOT EXISTS validated_change UInt8;
