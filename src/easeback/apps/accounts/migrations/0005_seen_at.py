from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_emails_and_passkeys"),
    ]

    operations = [
        # Of an older account nobody knows when it was seen: its three years begin now.
        migrations.AddField(
            model_name="account",
            name="seen_at",
            field=models.DateTimeField(db_index=True, default=timezone.now),
            preserve_default=False,
        ),
    ]
