import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def count(apps: Any, schema_editor: Any) -> None:
    """What was signed and told before counts, too. What cannot be unsealed is read as nothing."""
    tables = {name: apps.get_model('care', name) for name in ('AdverseEvent', 'Document', 'RoutineDay', 'Telling')}
    notes = tables['Document'].objects.filter(kind='visit-note')
    tables['AdverseEvent'].objects.bulk_create(
        tables['AdverseEvent'](document=note, course=note.course, at=note.at)
        for note in notes.iterator()
        if json.loads(note.content or '{}').get('adverse', 'none') != 'none'
    )
    done = {
        (each.course, each.on)
        for each in tables['Telling'].objects.iterator()
        if json.loads(each.told or '{}').get('done')
    }
    tables['RoutineDay'].objects.bulk_create(
        tables['RoutineDay'](course=course, on=on) for course, on in sorted(done)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0005_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdverseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course', models.UUIDField(db_index=True)),
                ('at', models.DateTimeField(db_index=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoutineDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course', models.UUIDField()),
                ('on', models.DateField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('course', 'on'), name='routine_day_once')],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]
