#include "dockhone/shell/parser.h"
