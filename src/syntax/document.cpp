#include "dockhone/syntax/document.h"
