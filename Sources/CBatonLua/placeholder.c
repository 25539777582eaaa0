#include "CBatonLua.h"
