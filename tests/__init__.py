"""The tests follow the folders: tests/dsl for dsl/, and so on; tests/house for the project as a whole."""
