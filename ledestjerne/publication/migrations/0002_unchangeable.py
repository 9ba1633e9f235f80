"""The database itself keeps editions as they were: the code above it may err, an administrator too."""

from django.db import migrations

GUARD = """
ALTER TABLE publication_edition ADD CONSTRAINT edition_hash_is_of_its_content
    CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'));

CREATE FUNCTION publication_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'An edition is never deleted; it can be revoked' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'A revoked edition never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.revoked_at IS NULL
       OR to_jsonb(NEW) - 'revoked_at' - 'revoked_by_id' - 'revoke_reason'
          IS DISTINCT FROM to_jsonb(OLD) - 'revoked_at' - 'revoked_by_id' - 'revoke_reason' THEN
        RAISE EXCEPTION 'An edition never changes; it can be revoked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER edition_stays BEFORE UPDATE OR DELETE ON publication_edition
    FOR EACH ROW EXECUTE FUNCTION publication_edition_stays();
"""

LIFT = """
DROP TRIGGER edition_stays ON publication_edition;
DROP FUNCTION publication_edition_stays();
ALTER TABLE publication_edition DROP CONSTRAINT edition_hash_is_of_its_content;
"""


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_first")]
    operations = [migrations.RunSQL(GUARD, LIFT)]
