#include "CRecipes.h"
