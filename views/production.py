from views import pole

pole.page("production")
