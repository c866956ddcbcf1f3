#include "dockhone/image/reference.h"
