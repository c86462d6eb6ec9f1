from views import pole

pole.page("quality")
