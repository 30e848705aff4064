"""People who sign in, as the owner sees them."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from easeback.apps.accounts.models import User

admin.site.register(User, UserAdmin)
