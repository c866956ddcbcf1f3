#include "dockhone/app/app.h"
