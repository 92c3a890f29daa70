"""Who concerns which case, derived by the database from cases, tasks and participations."""

from datetime import date

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A subject in one number: 4·unit, 4·organisation + 1, 4·person + 2, and 4·unit + 3 for whoever leads or oversees that unit.
# Reasons and extents are those of `workflow/models/concern.py`.
DERIVED = """
CREATE VIEW workflow_concern_derived AS
  SELECT 4 * lead_unit_id AS subject, id AS case_id, 1::smallint AS why, 2::smallint AS extent, opened_at AS since, DATE '9999-12-31' AS until
    FROM workflow_case
  UNION ALL
  SELECT 4 * above.id::bigint + 3, c.id, 2::smallint, 2::smallint, c.opened_at, DATE '9999-12-31'
    FROM workflow_case c JOIN directory_orgunit u ON u.id = c.lead_unit_id
    CROSS JOIN LATERAL unnest(string_to_array(trim(BOTH '/' FROM u.path), '/')) above(id)
    WHERE c.confidentiality <> 'restricted' AND above.id::bigint <> c.lead_unit_id
  UNION ALL
  SELECT 4 * t.unit_id, t.process_id, 3::smallint, max(t.opens)::smallint, min(t.opened_at), DATE '9999-12-31'
    FROM workflow_casetask t WHERE t.unit_id IS NOT NULL GROUP BY t.process_id, t.unit_id
  UNION ALL
  SELECT 4 * t.organisation_id + 1, t.process_id, 3::smallint, 1::smallint, min(t.opened_at), DATE '9999-12-31'
    FROM workflow_casetask t JOIN workflow_case c ON c.id = t.process_id
    WHERE t.organisation_id IS NOT NULL AND (c.shared_on IS NOT NULL OR t.organisation_id IS DISTINCT FROM c.organisation_id) GROUP BY t.process_id, t.organisation_id
  UNION ALL
  SELECT 4 * t.owner_id + 2, t.process_id, 4::smallint, 1::smallint, min(t.opened_at), DATE '9999-12-31'
    FROM workflow_casetask t WHERE t.owner_id IS NOT NULL AND t.organisation_id IS NULL GROUP BY t.process_id, t.owner_id
  UNION ALL
  SELECT coalesce(4 * p.unit_id, 4 * p.person_id + 2), p.case_id, 5::smallint,
    (CASE WHEN p.extent > 1 AND c.confidentiality = 'restricted' THEN 3 ELSE p.extent END)::smallint, p.added_at, coalesce(p.until, DATE '9999-12-31')
    FROM workflow_participation p JOIN workflow_case c ON c.id = p.case_id WHERE p.ended_at IS NULL
  UNION ALL
  SELECT 4 * organisation_id + 1, id, 6::smallint, 2::smallint, opened_at, DATE '9999-12-31'
    FROM workflow_case WHERE organisation_id IS NOT NULL AND shared_on IS NOT NULL;

CREATE FUNCTION workflow_settle_concerns(cases bigint[]) RETURNS void LANGUAGE sql AS $$
  WITH derived AS MATERIALIZED (SELECT * FROM workflow_concern_derived WHERE case_id = ANY (cases)),
  ended AS (
    DELETE FROM workflow_concern held WHERE held.case_id = ANY (cases) AND NOT EXISTS (
      SELECT FROM derived WHERE (derived.subject, derived.case_id, derived.why) = (held.subject, held.case_id, held.why)))
  INSERT INTO workflow_concern AS held (subject, case_id, why, extent, since, until)
    SELECT subject, case_id, why, extent, since, until FROM derived
    ON CONFLICT (subject, case_id, why) DO UPDATE SET extent = excluded.extent, until = excluded.until
    WHERE (held.extent, held.until) IS DISTINCT FROM (excluded.extent, excluded.until) $$;

CREATE FUNCTION workflow_case_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM workflow_settle_concerns(ARRAY[NEW.id::bigint]); RETURN NULL; END $$;
CREATE TRIGGER concerns_opened AFTER INSERT ON workflow_case FOR EACH ROW EXECUTE FUNCTION workflow_case_concerns();
CREATE TRIGGER concerns_changed AFTER UPDATE OF lead_unit_id, confidentiality, organisation_id, shared_on ON workflow_case FOR EACH ROW
  WHEN ((OLD.lead_unit_id, OLD.confidentiality, OLD.organisation_id, OLD.shared_on)
    IS DISTINCT FROM (NEW.lead_unit_id, NEW.confidentiality, NEW.organisation_id, NEW.shared_on)) EXECUTE FUNCTION workflow_case_concerns();

CREATE FUNCTION workflow_new_task_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM workflow_settle_concerns(array_agg(DISTINCT process_id)) FROM fresh
      WHERE unit_id IS NOT NULL OR organisation_id IS NOT NULL OR owner_id IS NOT NULL HAVING count(*) > 0;
    RETURN NULL;
  END $$;
CREATE TRIGGER concerns_opened AFTER INSERT ON workflow_casetask REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION workflow_new_task_concerns();
CREATE FUNCTION workflow_task_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM workflow_settle_concerns(ARRAY[NEW.process_id::bigint]); RETURN NULL; END $$;
CREATE TRIGGER concerns_changed AFTER UPDATE OF unit_id, organisation_id, owner_id, opens ON workflow_casetask FOR EACH ROW
  WHEN ((OLD.unit_id, OLD.organisation_id, OLD.owner_id, OLD.opens)
    IS DISTINCT FROM (NEW.unit_id, NEW.organisation_id, NEW.owner_id, NEW.opens)) EXECUTE FUNCTION workflow_task_concerns();

CREATE FUNCTION workflow_participation_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM workflow_settle_concerns(ARRAY[coalesce(NEW.case_id, OLD.case_id)::bigint]); RETURN NULL; END $$;
CREATE TRIGGER concerns_changed AFTER INSERT OR UPDATE OR DELETE ON workflow_participation
  FOR EACH ROW EXECUTE FUNCTION workflow_participation_concerns();

CREATE FUNCTION workflow_moved_unit_concerns() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM workflow_settle_concerns(array_agg(id)) FROM workflow_case WHERE lead_unit_id = NEW.id HAVING count(*) > 0; RETURN NULL; END $$;
CREATE TRIGGER concerns_moved AFTER UPDATE OF path ON directory_orgunit FOR EACH ROW
  WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION workflow_moved_unit_concerns();

SELECT workflow_settle_concerns(array_agg(id)) FROM workflow_case HAVING count(*) > 0;
"""
UNDO = """
DROP TRIGGER concerns_moved ON directory_orgunit;
DROP TRIGGER concerns_changed ON workflow_participation;
DROP TRIGGER concerns_changed ON workflow_casetask;
DROP TRIGGER concerns_opened ON workflow_casetask;
DROP TRIGGER concerns_changed ON workflow_case;
DROP TRIGGER concerns_opened ON workflow_case;
DROP FUNCTION workflow_moved_unit_concerns();
DROP FUNCTION workflow_participation_concerns();
DROP FUNCTION workflow_task_concerns();
DROP FUNCTION workflow_new_task_concerns();
DROP FUNCTION workflow_case_concerns();
DROP FUNCTION workflow_settle_concerns(bigint[]);
DROP VIEW workflow_concern_derived;
"""
# What is included lets a count read the key alone.
COVERING = """
ALTER TABLE workflow_concern DROP CONSTRAINT workflow_concern_pkey;
ALTER TABLE workflow_concern ADD CONSTRAINT workflow_concern_pkey PRIMARY KEY (subject, case_id, why) INCLUDE (extent, until);
"""
EXTENTS = [(1, "die Aufgabe und was ihr beigelegt ist"), (2, "die ganze Akte"), (3, "die ganze Akte, auf dem Verteiler eines vertraulichen Vorgangs")]
REASONS = [
    (1, "Federführung"), (2, "Leitung oder Aufsicht über der Federführung"), (3, "hat oder hatte eine Aufgabe"), (4, "hat eine Aufgabe selbst bearbeitet"),
    (5, "von der Federführung beteiligt"), (6, "Partner des Vorgangs"),
]


class Migration(migrations.Migration):
    dependencies = [("workflow", "0006_sent"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField("casetask", "opens", models.PositiveSmallIntegerField(choices=EXTENTS, default=1)),
        migrations.AlterField(
            "participation", "unit",
            models.ForeignKey("directory.orgunit", django.db.models.deletion.PROTECT, null=True, related_name="+", verbose_name="Einheit"),
        ),
        migrations.AddField(
            "participation", "person",
            models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+", verbose_name="Person"),
        ),
        migrations.AddField("participation", "extent", models.PositiveSmallIntegerField(choices=EXTENTS[:2], default=2, verbose_name="Umfang")),
        migrations.AddField("participation", "until", models.DateField(null=True, verbose_name="bis")),
        migrations.AddField("participation", "reason", models.CharField(blank=True, max_length=500, verbose_name="Grund")),
        migrations.AddConstraint(
            "participation", models.UniqueConstraint(condition=models.Q(ended_at=None), fields=("person", "case"), name="participation_of_person_once")
        ),
        migrations.AddConstraint(
            "participation",
            models.CheckConstraint(condition=models.Q(unit=None, person__isnull=False) | models.Q(unit__isnull=False, person=None), name="participation_of_one"),
        ),
        migrations.CreateModel(
            "Concern",
            [
                ("pk", models.CompositePrimaryKey("subject", "case_id", "why", blank=True, editable=False, primary_key=True, serialize=False)),
                ("subject", models.BigIntegerField()),
                ("why", models.PositiveSmallIntegerField(choices=REASONS)),
                ("extent", models.PositiveSmallIntegerField(choices=EXTENTS)),
                ("since", models.DateTimeField()),
                ("until", models.DateField(default=date.max)),
                ("case", models.ForeignKey("workflow.case", django.db.models.deletion.CASCADE, db_index=False, related_name="concerns")),
            ],
            options={
                "verbose_name": "Zugang",
                "verbose_name_plural": "Zugänge",
                "indexes": [models.Index(fields=["case", "subject"], include=["extent", "until"], name="concern_of_case")],
            },
        ),
        migrations.RemoveIndex("casetask", "task_mine"),
        migrations.AddIndex(
            "casetask",
            models.Index(
                condition=models.Q(closed_at=None, owner__isnull=False), fields=["owner", "due_on", "id"],
                include=("flow_task_type", "paused_on", "process", "organisation"), name="task_mine",
            ),
        ),
        migrations.RunSQL(COVERING, migrations.RunSQL.noop),
        migrations.RunSQL(DERIVED, UNDO),
    ]
