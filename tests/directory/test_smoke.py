from django.db import connection


def test_name(reference):
    from directory.models import OrgUnit

    with connection.cursor() as c:
        c.execute("select current_database(), inet_server_port(), current_schema()")
        print(c.fetchone(), connection.settings_dict["TEST"])
    print([(u.short, str(u.valid_from)) for u in OrgUnit.objects.all()])
