"""Who is signed in, what failed, what has to be told; and a deactivated account is signed out by the database itself."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


SIGN_OUT = """
CREATE FUNCTION accounts_sign_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM accounts_session WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER accounts_sign_out AFTER UPDATE OF is_active ON directory_user
  FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION accounts_sign_out();
"""
BACK = "DROP TRIGGER accounts_sign_out ON directory_user; DROP FUNCTION accounts_sign_out();"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Failure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(blank=True, max_length=64)),
                ('place', models.CharField(blank=True, max_length=64)),
                ('count', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
                ('closed_until', models.DateTimeField()),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'Fehlversuch',
                'verbose_name_plural': 'Fehlversuche',
                'indexes': [models.Index(fields=['place', 'failed_at'], name='failure_place')],
                'constraints': [models.UniqueConstraint(fields=('account', 'place'), name='failure_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('closed', 'zu viele Fehlversuche an einem Konto'), ('sprayed', 'viele Konten wurden durchprobiert'), ('reset_asked', 'ein neues Passwort wurde verlangt'), ('password_changed', 'das Passwort wurde geändert'), ('address_changed', 'die E-Mail-Adresse wurde geändert')], max_length=20)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('data', models.JSONField(default=dict)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('told_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Hinweis',
                'verbose_name_plural': 'Hinweise',
                'indexes': [models.Index(condition=models.Q(('told_at', None)), fields=['id'], name='notice_to_tell')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('began_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('address', models.CharField(blank=True, max_length=40)),
                ('program', models.CharField(blank=True, max_length=80)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Sitzung',
                'verbose_name_plural': 'Sitzungen',
                'abstract': False,
                'indexes': [models.Index(fields=['user', 'began_at'], name='session_user')],
            },
        ),
        migrations.RunSQL(SIGN_OUT, BACK),
    ]
