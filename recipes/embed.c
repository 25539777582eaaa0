// The recipes that come with the program, embedded as they are (C23 #embed): a Swift literal of the same size takes
// the compiler minutes.
#include "CRecipes.h"

static const unsigned char commit_context[] = {
#embed "commit-context.yml"
};

static const unsigned char commit_file[] = {
#embed "commit-file.yml"
};

static const unsigned char commit_trailer[] = {
#embed "commit-trailer.yml"
};

static const unsigned char handoff[] = {
#embed "handoff.yml"
};

static const unsigned char onboarding[] = {
#embed "onboarding.lua"
};

#if __has_embed("pr-context.lua")
static const unsigned char pr_context[] = {
#embed "pr-context.lua"
};
#endif

static const struct baton_recipe recipes[] = {
    {"commit-context.yml", commit_context, sizeof commit_context},
    {"commit-file.yml", commit_file, sizeof commit_file},
    {"commit-trailer.yml", commit_trailer, sizeof commit_trailer},
    {"handoff.yml", handoff, sizeof handoff},
    {"onboarding.lua", onboarding, sizeof onboarding},
#if __has_embed("pr-context.lua")
    {"pr-context.lua", pr_context, sizeof pr_context},
#endif
};

const size_t baton_recipe_count = sizeof recipes / sizeof recipes[0];

const struct baton_recipe *baton_recipe_at(size_t place)
{
    return &recipes[place];
}
