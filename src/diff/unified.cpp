#include "dockhone/diff/unified.h"
