//! Pages made here, pages made by others, and pages made to do harm.
