#include "dockhone/report/report.h"
