// The style sheet and the script of an exported page, embedded as they are (C23 #embed), so that both stay files that
// other tools can read.
#include "CExportPage.h"

static const unsigned char style[] = {
#embed "page.css"
};

static const unsigned char script[] = {
#embed "page.js"
};

struct baton_page_part baton_page_style(void)
{
    return (struct baton_page_part){style, sizeof style};
}

struct baton_page_part baton_page_script(void)
{
    return (struct baton_page_part){script, sizeof script};
}
