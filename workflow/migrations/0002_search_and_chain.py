"""The database's own promises: search operators, the event chain, and a history nobody can rewrite."""

from django.db import migrations

CHAIN = """
CREATE FUNCTION workflow_event_hash(prev bytea, e workflow_caseevent) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(coalesce(prev, ''::bytea) || convert_to(jsonb_build_array(
    e.case_id, e.seq, e.task_id, e.actor_id, e.on_behalf_of_id, e.action, e.source, e.target,
    extract(epoch FROM e.at), extract(epoch FROM e.recorded_at), e.data)::text, 'UTF8')) $$;

CREATE FUNCTION workflow_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head record; BEGIN
  SELECT seq, hash INTO head FROM workflow_caseevent WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(head.seq, 0) + 1;
  NEW.hash := workflow_event_hash(head.hash, NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER event_chain BEFORE INSERT ON workflow_caseevent FOR EACH ROW EXECUTE FUNCTION workflow_event_chain();

CREATE FUNCTION workflow_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON workflow_caseevent FOR EACH ROW EXECUTE FUNCTION workflow_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON workflow_caseevent FOR EACH STATEMENT EXECUTE FUNCTION workflow_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON workflow_chainanchor FOR EACH ROW EXECUTE FUNCTION workflow_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON workflow_chainanchor FOR EACH STATEMENT EXECUTE FUNCTION workflow_append_only();
"""
UNDO = """
DROP TRIGGER append_only_table ON workflow_chainanchor;
DROP TRIGGER append_only ON workflow_chainanchor;
DROP TRIGGER append_only_table ON workflow_caseevent;
DROP TRIGGER append_only ON workflow_caseevent;
DROP FUNCTION workflow_append_only();
DROP TRIGGER event_chain ON workflow_caseevent;
DROP FUNCTION workflow_event_chain();
DROP FUNCTION workflow_event_hash(bytea, workflow_caseevent);
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunSQL(CHAIN, UNDO)]
