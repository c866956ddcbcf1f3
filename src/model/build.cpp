#include "dockhone/model/build.h"
