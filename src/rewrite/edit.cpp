#include "dockhone/rewrite/edit.h"
