-- How tablets ask: by unit, the nearest setting at or above a centre holds. The supervisor's PIN is never stored, only what checks it.
CREATE TABLE kiosk_setting (
  unit_code text PRIMARY KEY,
  asking jsonb NOT NULL,
  pin_check jsonb,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);

-- Reasons of one procedure, asked instead of the centre's where a rating is bound to a dossier.
CREATE TABLE procedure_reasons (
  procedure_code text PRIMARY KEY,
  reasons jsonb NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
