#include "dockhone/app/app.h"
#include "transforms/pipeline.h"

int main(int argc, char** argv) { return dockhone::app::run(argc, argv, dockhone::transforms::pipeline()); }
